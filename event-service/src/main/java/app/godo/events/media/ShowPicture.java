package app.godo.events.media;

import app.godo.events.submitting.ChangeEvent;
import app.godo.events.submitting.IfMatch;
import app.godo.pictures.KeepImage;
import app.godo.wire.events.EventView;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** The author of an Event, or a moderator, shows another picture with it, or none: a change of it like any other. */
@ApplicationScoped
class ShowPicture {

    private static final String ANY = "*";

    private final ChangeEvent changeEvent;
    private final KeepImage keepImage;

    ShowPicture(ChangeEvent changeEvent, KeepImage keepImage) {
        this.changeEvent = changeEvent;
        this.keepImage = keepImage;
    }

    /**
     * Whose picture it is to be.
     *
     * @param moderates whether the caller is a moderator
     * @param ifMatch null when it is to be shown in any case
     */
    record Place(UUID caller, boolean moderates, UUID event, String ifMatch) {

        IfMatch version() {
            return new IfMatch(ifMatch == null ? ANY : ifMatch);
        }
    }

    /** Fails where {@link #handle} would, before there is a picture. */
    Uni<Void> ask(Place place) {
        return changeEvent
                .ask(place.caller(), place.moderates(), place.event(), place.version())
                .replaceWithVoid();
    }

    Uni<EventView> handle(Place place, byte[] picture, String declaredType) {
        return keepImage.handle(place.event().toString(), picture, declaredType, url -> show(place, url));
    }

    /** @param url null for none */
    Uni<EventView> show(Place place, String url) {
        var patch = JsonNodeFactory.instance.objectNode().put("image_url", url);
        return changeEvent.edit(place.caller(), place.moderates(), place.event(), place.version(), patch);
    }
}
