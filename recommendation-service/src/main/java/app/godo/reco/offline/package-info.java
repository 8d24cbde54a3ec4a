/** {@code ./godo evaluate}: the models of the deck trained on the files of one task, their predictions written for its scorer. */
package app.godo.reco.offline;
