package app.godo.ingestion.ending;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * That a licence has ended.
 *
 * @param reason kept for whoever asks why the Source is gone
 */
record LicenceEndRequest(@NotBlank @Size(max = 1000) String reason) {}
