package app.godo.ingestion.fetching;

import java.net.URI;
import jakarta.enterprise.context.ApplicationScoped;

/** Hands out Sources' keys to whom they are for. */
@ApplicationScoped
public class Keys {

    private final SourceKeys keys;

    Keys(SourceKeys keys) {
        this.keys = keys;
    }

    public boolean has(String name) {
        return name != null && keys.all().containsKey(name);
    }

    /**
     * The key of that name for a request to that address, null when there is none.
     *
     * @throws FeedFailure when the key is for somebody else
     */
    public String forAddress(String name, URI address) {
        if (!has(name)) {
            return null;
        }
        var key = keys.all().get(name);
        if (!Hosts.origin(key.origin()).equals(Hosts.origin(address))) {
            throw new FeedFailure("The key %s is not for this address".formatted(name));
        }
        return key.secret();
    }

    /** The same words without any secret that somebody may have put into them. */
    public String redacted(String words) {
        var redacted = words;
        for (var key : keys.all().values()) {
            redacted = redacted == null ? null : redacted.replace(key.secret(), "***");
        }
        return redacted;
    }
}
