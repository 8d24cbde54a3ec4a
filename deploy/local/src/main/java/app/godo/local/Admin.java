package app.godo.local;

import app.godo.servers.CannotStart;
import app.godo.servers.DataFolder;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;

/** {@code ./godo admin <email>}: makes somebody the first admin, which no request can do. */
public final class Admin {
    // roles change by the worker's hand only, see users.guard_account()
    private static final String AS_WORKER = "select set_config('godo.worker', 'on', true)";
    private static final String GRANT = """
            update users.users
               set roles = case when 'admin' = any (roles) then roles else roles || array['admin'] end
             where email_key = users.mailbox(?)
            """;

    private final Home home;
    private final PortPlan ports;
    private final Steps steps;

    Admin(Home home, PortPlan ports, Steps steps) {
        this.home = home;
        this.ports = ports;
        this.steps = steps;
    }

    int run(String email) throws IOException, SQLException {
        if (DataFolder.holder(home.data()).isEmpty()) {
            throw new CannotStart("Godo does not run on %s; start it with ./godo up.".formatted(home.data()));
        }
        var url =
                "jdbc:postgresql://127.0.0.1:%d/godo".formatted(ports.servers().postgres());
        if (!grant(url, email)) {
            throw new CannotStart("Nobody has signed up as %s.".formatted(email));
        }
        steps.say("%s is an admin from the next login on.".formatted(email));
        return 0;
    }

    /** Whether there is somebody of that address, who is an admin from the next login on. */
    public static boolean grant(String jdbcUrl, String email) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl, "postgres", "");
                var worker = connection.prepareStatement(AS_WORKER);
                var grant = connection.prepareStatement(GRANT)) {
            connection.setAutoCommit(false);
            worker.execute();
            grant.setString(1, email);
            int granted = grant.executeUpdate();
            connection.commit();
            return granted == 1;
        }
    }
}
