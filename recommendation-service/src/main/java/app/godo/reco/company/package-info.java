/** Who else is there: friends who go, as far as they show it to the viewer, and what a block hides. */
package app.godo.reco.company;
