package app.godo.notifications.reading;

import java.util.List;
import java.util.UUID;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What was read: some of them, or everything up to one.
 *
 * @param ids at most 100
 * @param upTo this one and all that are older
 */
public record MarkReadRequest(@Size(min = 1, max = 100) List<@NotNull UUID> ids, UUID upTo) {}
