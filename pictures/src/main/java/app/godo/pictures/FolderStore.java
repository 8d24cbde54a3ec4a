package app.godo.pictures;

import io.smallrye.mutiny.Uni;
import io.vertx.core.file.CopyOptions;
import io.vertx.core.file.OpenOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.file.FileProps;
import io.vertx.mutiny.core.file.FileSystem;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A folder as object store. A file appears whole or not at all. */
class FolderStore implements ImageStore {

    private static final String DRAFT = ".part";

    private final FileSystem files;
    private final Path folder;

    FolderStore(Vertx vertx, Path folder) {
        this.files = vertx.fileSystem();
        this.folder = folder.toAbsolutePath();
    }

    @Override
    public Uni<Void> put(ImageName name, byte[] jpeg) {
        var draft = at(name) + DRAFT;
        return files.mkdirs(folder.toString())
                .chain(() -> files.open(
                        draft,
                        new OpenOptions()
                                .setPerms("rw-------")
                                .setTruncateExisting(true)
                                .setRead(false)))
                .chain(file ->
                        file.write(Buffer.buffer(jpeg)).chain(file::flush).eventually(file::close))
                .chain(() -> files.move(
                        draft,
                        at(name),
                        new CopyOptions().setReplaceExisting(true).setAtomicMove(true)));
    }

    @Override
    public Uni<byte[]> get(ImageName name) {
        return files.readFile(at(name))
                .map(Buffer::getBytes)
                .onFailure(FolderStore::isAbsent)
                .recoverWithNull();
    }

    @Override
    public Uni<Long> size(ImageName name) {
        return files.props(at(name))
                .map(FileProps::size)
                .onFailure(FolderStore::isAbsent)
                .recoverWithNull();
    }

    @Override
    public Uni<Void> remove(ImageName name) {
        return delete(at(name)).chain(() -> delete(at(name) + DRAFT));
    }

    private Uni<Void> delete(String file) {
        return files.delete(file).onFailure(FolderStore::isAbsent).recoverWithNull();
    }

    private String at(ImageName name) {
        return folder.resolve(name.file()).toString();
    }

    private static boolean isAbsent(Throwable failure) {
        return failure.getCause() instanceof NoSuchFileException;
    }
}
