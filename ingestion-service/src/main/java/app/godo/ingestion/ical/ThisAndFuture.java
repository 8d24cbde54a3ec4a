package app.godo.ingestion.ical;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.LocalDateTime;

/**
 * What holds for an occurrence and all after it.
 *
 * @param by how far it moves the occurrence that it is about, and with it those after it
 */
record ThisAndFuture(LocalDateTime from, ObjectNode change, Duration by) {

    LocalDateTime moved(LocalDateTime start) {
        return start.plus(by);
    }
}
