package app.godo.users.images;

import app.godo.pictures.SourceHash;
import app.godo.users.secrets.Pepper;
import io.vertx.core.buffer.Buffer;

import jakarta.inject.Singleton;

/** By a keyed hash: who has a picture does not learn from the database alone whether it is somebody's. */
@Singleton
class PepperedSource implements SourceHash {

    private final Pepper pepper;

    PepperedSource(Pepper pepper) {
        this.pepper = pepper;
    }

    @Override
    public Buffer[] of(String source) {
        return pepper.all("image", source);
    }
}
