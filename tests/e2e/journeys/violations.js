// Notes in `violations()` what the page's policy forbade, over reloads as well.
window.violations = () => JSON.parse(sessionStorage.getItem('violations') ?? '[]');
addEventListener('securitypolicyviolation', (event) => {
  const told = `${event.effectiveDirective}: ${event.blockedURI} ${event.sample} at ${event.sourceFile}:${event.lineNumber}`;
  sessionStorage.setItem('violations', JSON.stringify([...violations(), told]));
});
