// While a developer's page is served: loads it anew after each build. The published page has nothing of this.
function reloadAfterBuilds() {
  const builds = new WebSocket(new URL('.well-known/trunk/ws', location.href.replace(/^http/, 'ws')));
  builds.onmessage = ({ data }) => {
    const { type, data: failure } = JSON.parse(data);
    if (type === 'reload') location.reload();
    else console.error('the build failed:', failure?.reason);
  };
}
reloadAfterBuilds();
