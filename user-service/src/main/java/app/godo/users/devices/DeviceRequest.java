package app.godo.users.devices;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A device that wants to be told things.
 *
 * @param expoToken what Expo calls the app on it
 * @param appVersion null when it does not say; so the rest
 * @param locale BCP 47 tag
 * @param timeZone IANA id
 */
record DeviceRequest(
        @NotNull
        @Size(max = 200)
        @Pattern(regexp = "Expo(nent)?PushToken\\[[A-Za-z0-9_-]+\\]", message = "is no Expo push token")
        String expoToken,

        @NotNull Platform platform,

        @Size(max = 30) @Pattern(regexp = DeviceRequest.NO_CONTROL)
        String appVersion,

        @Size(max = 35) @Pattern(regexp = DeviceRequest.NO_CONTROL)
        String locale,

        @Size(max = 64) @Pattern(regexp = DeviceRequest.NO_CONTROL)
        String timeZone) {

    private static final String NO_CONTROL = "\\P{Cntrl}*";

    enum Platform {
        @JsonProperty("ios")
        IOS,
        @JsonProperty("android")
        ANDROID,
        @JsonProperty("web")
        WEB;

        /** The word in the database. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Never the token: what is printed may be kept. */
    @Override
    public String toString() {
        return "DeviceRequest";
    }
}
