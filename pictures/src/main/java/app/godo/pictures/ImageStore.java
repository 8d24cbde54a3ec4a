package app.godo.pictures;

import io.smallrye.mutiny.Uni;

/** An object store. What is put under a name stays what it is until it is removed; both are safe to repeat. */
public interface ImageStore {

    Uni<Void> put(ImageName name, byte[] jpeg);

    /** Null when there is none. */
    Uni<byte[]> get(ImageName name);

    /** How many bytes it has, without reading them; null when there is none. */
    Uni<Long> size(ImageName name);

    /** Whether it is there or not. */
    Uni<Void> remove(ImageName name);
}
