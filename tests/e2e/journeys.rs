//! The journeys, one file per theme. None is declared yet: in the last try the first start did not end in time.
