package app.godo.users.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;

/** What can be a phone number: E.164, in the one form that each number has. */
final class PhoneNumbers {

    /** Whether a phone can have this number. What is written in another form than E.164 is none. */
    static boolean wellFormed(String number) {
        var library = PhoneNumberUtil.getInstance();
        try {
            var parsed = library.parse(number, null);
            return library.isValidNumber(parsed)
                    && library.format(parsed, PhoneNumberFormat.E164).equals(number);
        } catch (NumberParseException none) {
            return false;
        }
    }

    private PhoneNumbers() {}
}
