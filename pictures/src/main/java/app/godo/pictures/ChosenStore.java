package app.godo.pictures;

import io.vertx.mutiny.core.Vertx;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Which object store it is, decided when it is first needed: of the other not a class is loaded. */
class ChosenStore {

    @Produces
    @Singleton
    ImageStore store(ImagesConfig config, S3Config s3, Vertx vertx) {
        return switch (config.store()) {
            case FOLDER -> new FolderStore(vertx, config.folder());
            case S3 -> new S3Store(s3, vertx.getDelegate());
        };
    }

    void close(@Disposes ImageStore store) throws Exception {
        if (store instanceof AutoCloseable open) {
            open.close();
        }
    }
}
