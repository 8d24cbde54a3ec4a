package app.godo.pictures;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.pictures.testing.Pictures;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Exception;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** What holds for every object store: the folder of a developer's machine, and one that speaks S3 and checks signatures. */
class ImageStoresTest {

    @TempDir
    static Path folder;

    private static final Map<ImagesConfig.Kind, ImageStore> STORES = new EnumMap<>(ImagesConfig.Kind.class);

    private static Vertx vertx;
    private static S3Server server;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        server = S3Server.start(folder);
        STORES.put(ImagesConfig.Kind.FOLDER, new FolderStore(vertx, folder.resolve("images")));
        STORES.put(ImagesConfig.Kind.S3, store(S3Server.SECRET_KEY));
        makeBucket();
    }

    @AfterAll
    static void close() throws Exception {
        ((S3Store) STORES.get(ImagesConfig.Kind.S3)).close();
        server.stop();
        vertx.closeAndAwait();
    }

    @ParameterizedTest
    @EnumSource
    void what_is_put_is_there_until_it_is_removed(ImagesConfig.Kind kind) {
        var store = STORES.get(kind);
        var name = ImageName.fresh();
        var image = Pictures.jpeg(300, 200);
        assertThat(get(store, name), is(nullValue()));
        assertThat(store.size(name).await().indefinitely(), is(nullValue()));

        store.put(name, image).await().indefinitely();
        assertThat(get(store, name), is(image));
        assertThat(store.size(name).await().indefinitely(), is((long) image.length));

        store.remove(name).await().indefinitely();
        assertThat(get(store, name), is(nullValue()));
    }

    @ParameterizedTest
    @EnumSource
    void everything_is_safe_to_repeat(ImagesConfig.Kind kind) {
        var store = STORES.get(kind);
        var name = ImageName.fresh();
        var other = ImageName.fresh();
        var image = Pictures.jpeg(20, 20);
        store.put(other, image).await().indefinitely();

        store.put(name, image).await().indefinitely();
        store.put(name, image).await().indefinitely();
        store.remove(name).await().indefinitely();
        store.remove(name).await().indefinitely();

        assertThat(get(store, name), is(nullValue()));
        assertThat(get(store, other), is(image));
    }

    @Test
    @DisplayName("the object store believes signatures only")
    void another_secret_opens_nothing() throws Exception {
        try (var stranger = store("another-secret")) {
            var name = ImageName.fresh();
            assertThrows(
                    S3Exception.class,
                    () -> stranger.put(name, Pictures.jpeg(8, 8)).await().indefinitely());
            assertThat(get(STORES.get(ImagesConfig.Kind.S3), name), is(nullValue()));
        }
    }

    @Test
    void a_store_that_is_away_is_a_failure_and_no_absence() {
        var away = new S3Store(config("http://127.0.0.1:1", S3Server.SECRET_KEY), vertx.getDelegate());

        assertThrows(
                RuntimeException.class,
                () -> away.get(ImageName.fresh()).await().indefinitely());
        away.close();
    }

    @Test
    void the_folder_holds_whole_files_for_nobody_else() throws Exception {
        var name = ImageName.fresh();
        STORES.get(ImagesConfig.Kind.FOLDER)
                .put(name, Pictures.jpeg(8, 8))
                .await()
                .indefinitely();

        try (var files = Files.list(folder.resolve("images"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".part")).count(), is(0L));
        }
        assertThat(
                Files.getPosixFilePermissions(folder.resolve("images").resolve(name.file()))
                        .size(),
                is(2));
    }

    @Test
    void a_name_is_a_name_and_no_path() {
        for (var path : new String[] {"", "../x", "a/b", "0123456789ABCDEF0123456789ABCDEF", "%2e%2e"}) {
            assertThrows(IllegalArgumentException.class, () -> new ImageName(path));
        }
    }

    private static byte[] get(ImageStore store, ImageName name) {
        return store.get(name).await().indefinitely();
    }

    private static S3Store store(String secret) {
        return new S3Store(config(server.endpoint(), secret), vertx.getDelegate());
    }

    private static void makeBucket() {
        var http = S3AsyncClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(server.endpoint()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
                .build();
        http.createBucket(bucket -> bucket.bucket("godo-images")).join();
        http.close();
    }

    private static S3Config config(String endpoint, String secret) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(S3Config.class)
                .withDefaultValues(Map.of(
                        "godo.images.s3.endpoint",
                        endpoint,
                        "godo.images.s3.access-key",
                        S3Server.ACCESS_KEY,
                        "godo.images.s3.secret-key",
                        secret,
                        "godo.images.s3.timeout",
                        "10s"))
                .build()
                .getConfigMapping(S3Config.class);
    }
}
