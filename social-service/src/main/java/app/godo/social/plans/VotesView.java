package app.godo.social.plans;

/** How many of the group's members said what; who said what is told to nobody. */
record VotesView(int yes, int no, int maybe) {}
