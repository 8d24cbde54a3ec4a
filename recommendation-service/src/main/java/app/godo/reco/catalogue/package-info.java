/** The Events that can still be attended, in the memory of every replica: loaded from the database, kept by their Facts. */
package app.godo.reco.catalogue;
