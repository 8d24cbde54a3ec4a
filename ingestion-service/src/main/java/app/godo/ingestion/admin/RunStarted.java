package app.godo.ingestion.admin;

import java.util.UUID;

/** @param id the run that has begun */
record RunStarted(UUID id, String state) {}
