package app.godo.pictures;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Where pictures are kept, where they are seen, and how much of one is looked at. */
@ConfigMapping(prefix = "godo.images")
public interface ImagesConfig {

    /** Which object store. */
    enum Kind {
        FOLDER,
        S3
    }

    @WithDefault("folder")
    Kind store();

    /** Of the store that is a folder: for one replica, as on a developer's machine. */
    @WithDefault(".godo/images")
    Path folder();

    /** Beneath which path of its own the service shows its images. */
    @WithDefault("/images/")
    String path();

    /** What addresses of images begin with: the gateway, or a network that delivers what is at the gateway or in the store. */
    @WithDefault("http://127.0.0.1:8080/images/")
    URI baseUrl();

    /** Of the body that is sent. */
    @WithDefault("5M")
    MemorySize largestBody();

    /** How long a body may take to arrive. */
    @WithDefault("30s")
    Duration longestUpload();

    /** Bodies in memory at once. */
    @WithDefault("6")
    int atOnce();

    @WithDefault("25000000")
    long mostPixels();

    @WithDefault("10000")
    int longestSide();

    /** Pixels of a side of what is kept. */
    @WithDefault("1024")
    int keptSide();

    /** How long an image that nothing came to show is left in the store; longer than any upload takes. */
    @WithDefault("10m")
    Duration unused();
}
