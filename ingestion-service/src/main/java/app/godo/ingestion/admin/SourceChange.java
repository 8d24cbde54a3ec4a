package app.godo.ingestion.admin;

import jakarta.validation.constraints.NotNull;

/** @param isActive false pauses the schedule of the Source; a run on its way goes on */
record SourceChange(@NotNull Boolean isActive) {}
