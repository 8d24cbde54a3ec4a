/** Ranks the Events of the city for one person, learns from every swipe, and can say why. */
package app.godo.reco;
