package app.godo.users.phone;

import app.godo.users.secrets.ColumnCipher;
import app.godo.users.secrets.ColumnCipher.Cell;
import app.godo.wire.caller.Caller;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;

import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** One's own phone number. */
@Path("/users/phone")
@Authenticated
public class PhoneResource {

    private static final String PERSONAL = "private, no-store";

    private static final String OWN = "select cipher, findable, verified_at from phones where user_id = $1";

    private static final String FIND = """
            update phones set findable = $2 where user_id = $1 returning cipher, findable, verified_at""";

    private final AskForCode askForCode;
    private final ProvePhone provePhone;
    private final ForgetPhone forgetPhone;
    private final Transactions transactions;
    private final ColumnCipher cipher;
    private final Caller caller;

    PhoneResource(
            AskForCode askForCode,
            ProvePhone provePhone,
            ForgetPhone forgetPhone,
            Transactions transactions,
            ColumnCipher cipher,
            Caller caller) {
        this.askForCode = askForCode;
        this.provePhone = provePhone;
        this.forgetPhone = forgetPhone;
        this.transactions = transactions;
        this.cipher = cipher;
        this.caller = caller;
    }

    /** The number that was proven; 404 when there is none. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<PhoneView> phone() {
        var id = caller.id();
        return transactions
                .sqlAsCaller(id, tx -> tx.preparedQuery(OWN).execute(Tuple.of(id)))
                .map(rows -> view(id, rows));
    }

    /** Sends a code to a number; 403 {@code wrong-password}, 429 {@code too-many-codes}, 503 {@code texts-unavailable}. */
    @POST
    @ResponseStatus(202)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<CodeView> ask(@Valid @NotNull PhoneRequest request) {
        return askForCode
                .handle(caller.token(), request.currentPassword(), request.phone())
                .replaceWith(new CodeView("code_sent"));
    }

    /** Takes the code: the number is the caller's from then on; 422 {@code code-invalid}. */
    @POST
    @Path("/verify")
    public Uni<Void> prove(@Valid @NotNull CodeRequest request) {
        return provePhone.handle(caller.token(), request.code());
    }

    /** Whether friends find one by the number; nobody is found unasked. 404 when there is none. */
    @PATCH
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<PhoneView> change(@Valid @NotNull PhoneChange request) {
        var id = caller.id();
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(FIND).execute(Tuple.of(id, request.findable())))
                .map(rows -> view(id, rows));
    }

    /** Forgets the number; 403 {@code wrong-password}, 404 when there is none. */
    @DELETE
    public Uni<Void> forget(@Valid @NotNull PhoneRemoval request) {
        return forgetPhone.handle(caller.token(), request.currentPassword());
    }

    /** The password, and the number in international form. */
    public record PhoneRequest(
            @NotNull @Size(max = 2048) String currentPassword,
            @NotNull @Size(max = 20) String phone) {

        /** Nothing of it: what is printed may be kept. */
        @Override
        public String toString() {
            return "PhoneRequest";
        }
    }

    /** What happens next. */
    public record CodeView(String status) {}

    /** What the message said. */
    public record CodeRequest(
            @NotNull @Pattern(regexp = "[0-9]{6}", message = "has six digits")
            String code) {

        /** Nothing of it: what is printed may be kept. */
        @Override
        public String toString() {
            return "CodeRequest";
        }
    }

    /** The password, so that a found phone is not enough. */
    public record PhoneRemoval(@NotNull @Size(max = 2048) String currentPassword) {

        /** Nothing of it: what is printed may be kept. */
        @Override
        public String toString() {
            return "PhoneRemoval";
        }
    }

    /** What may be changed of it. */
    public record PhoneChange(@NotNull Boolean findable) {}

    private PhoneView view(UUID id, RowSet<Row> rows) {
        if (!rows.iterator().hasNext()) {
            throw new NotFound("phone number");
        }
        var row = rows.iterator().next();
        return new PhoneView(
                cipher.open(
                        new Cell("users.phones", "cipher", id),
                        row.getBuffer("cipher").getBytes()),
                row.getBoolean("findable"),
                row.getOffsetDateTime("verified_at").toInstant());
    }
}
