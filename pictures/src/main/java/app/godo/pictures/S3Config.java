package app.godo.pictures;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A store that speaks S3. */
@ConfigMapping(prefix = "godo.images.s3")
public interface S3Config {

    /** None for Amazon's own. */
    Optional<URI> endpoint();

    @WithDefault("us-east-1")
    String region();

    @WithDefault("godo-images")
    String bucket();

    /** The bucket in the path and not in the host name, as MinIO and most others want it. */
    @WithDefault("true")
    boolean pathStyle();

    /** With the secret; without both, what the machine gives (AWS_ACCESS_KEY_ID, a role of the pod or the instance). */
    Optional<String> accessKey();

    Optional<String> secretKey();

    /** Of one call with all its attempts. */
    @WithDefault("10s")
    Duration timeout();
}
