/** The feed: a deck of Events ranked for one person, frozen for a while, each with the true reasons why it is there. */
package app.godo.reco.feed;
