package app.godo.pictures;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.BytesWrapper;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A bucket as object store: Amazon's S3, or MinIO, Ceph and others that speak it. */
class S3Store implements ImageStore, AutoCloseable {

    private static final String TYPE = "image/jpeg";
    private static final int ATTEMPTS = 3;
    private static final int CONNECTIONS = 16;

    private final S3AsyncClient client;
    private final Vertx vertx;
    private final String bucket;

    S3Store(S3Config config, Vertx vertx) {
        this.vertx = vertx;
        this.bucket = config.bucket();
        var builder = S3AsyncClient.builder()
                .region(Region.of(config.region()))
                .credentialsProvider(credentials(config))
                .forcePathStyle(config.pathStyle())
                // those that are not Amazon's know no other checksum than that of the signature
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(CONNECTIONS)
                        .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(1)))
                .overrideConfiguration(call -> call.apiCallTimeout(config.timeout())
                        .apiCallAttemptTimeout(attempt(config.timeout()))
                        .retryStrategy(retry -> retry.maxAttempts(ATTEMPTS)));
        config.endpoint().ifPresent(builder::endpointOverride);
        this.client = builder.build();
    }

    @Override
    public Uni<Void> put(ImageName name, byte[] jpeg) {
        return on(() -> client.putObject(
                        object -> object.bucket(bucket)
                                .key(name.file())
                                .contentType(TYPE)
                                .cacheControl(ImageRoute.FOR_EVER),
                        AsyncRequestBody.fromBytesUnsafe(jpeg)))
                .replaceWithVoid();
    }

    @Override
    public Uni<byte[]> get(ImageName name) {
        return on(() -> client.getObject(
                        object -> object.bucket(bucket).key(name.file()), AsyncResponseTransformer.toBytes()))
                .map(BytesWrapper::asByteArrayUnsafe)
                .onFailure(NoSuchKeyException.class)
                .recoverWithNull();
    }

    @Override
    public Uni<Long> size(ImageName name) {
        return on(() -> client.headObject(object -> object.bucket(bucket).key(name.file())))
                .map(HeadObjectResponse::contentLength)
                .onFailure(NoSuchKeyException.class)
                .recoverWithNull();
    }

    @Override
    public Uni<Void> remove(ImageName name) {
        return on(() -> client.deleteObject(object -> object.bucket(bucket).key(name.file())))
                .replaceWithVoid();
    }

    @Override
    public void close() {
        client.close();
    }

    /** Goes on where it was asked, and not on a thread of the client. */
    private <T> Uni<T> on(Supplier<CompletionStage<T>> call) {
        return Uni.createFrom().completionStage(call).emitOn(MutinyHelper.executor(vertx.getOrCreateContext()));
    }

    private static Duration attempt(Duration call) {
        return call.dividedBy(2);
    }

    private static AwsCredentialsProvider credentials(S3Config config) {
        return config.accessKey()
                .<AwsCredentialsProvider>map(id -> StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(id, config.secretKey().orElseThrow())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }
}
