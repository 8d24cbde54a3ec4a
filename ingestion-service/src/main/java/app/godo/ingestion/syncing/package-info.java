/** A Sync: one run over a Source, by one replica, that tells of each Listing that is new or otherwise than before. */
package app.godo.ingestion.syncing;
