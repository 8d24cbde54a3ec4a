package app.godo.pictures;

import io.vertx.core.buffer.Buffer;

/** By what a picture that is sent again is known, without what was sent being kept. */
public interface SourceHash {

    /** Of what was sent and for what: the first is written down, and by any of them it is known again. */
    Buffer[] of(String source);
}
