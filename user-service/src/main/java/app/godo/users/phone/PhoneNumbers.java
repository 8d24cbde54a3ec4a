package app.godo.users.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;

import java.util.EnumSet;
import java.util.Set;
import jakarta.inject.Singleton;

/** What can be the number of somebody's phone: E.164, in the one form that each number has, and cheap to send a text to. */
@Singleton
class PhoneNumbers {

    /** Not numbers that cost whoever texts them, of companies and switchboards, or of phones on a wall. */
    private static final Set<PhoneNumberType> TEXTED =
            EnumSet.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.VOIP);

    private final Vertx vertx;

    PhoneNumbers(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Whether a phone that takes texts can have this number. What is written in another form than E.164 is none. What is known of a
     * country's numbers is read from the disk when it is first needed, so this is done by a worker.
     */
    Uni<Boolean> takesTexts(String number) {
        return vertx.executeBlocking(() -> look(number), false);
    }

    private static boolean look(String number) {
        var library = PhoneNumberUtil.getInstance();
        try {
            var parsed = library.parse(number, null);
            return library.isValidNumber(parsed)
                    && TEXTED.contains(library.getNumberType(parsed))
                    && library.format(parsed, PhoneNumberFormat.E164).equals(number);
        } catch (NumberParseException none) {
            return false;
        }
    }
}
