package app.godo.events.media;

import app.godo.pictures.SourceHash;
import io.vertx.core.buffer.Buffer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import jakarta.inject.Singleton;

/** A hash without a key: that an Event shows a picture is no secret. */
@Singleton
class PlainSource implements SourceHash {

    @Override
    public Buffer[] of(String source) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return new Buffer[] {Buffer.buffer(hash)};
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
