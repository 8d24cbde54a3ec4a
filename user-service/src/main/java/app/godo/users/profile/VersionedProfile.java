package app.godo.users.profile;

/** A profile and its version. */
public record VersionedProfile(ProfileView view, long version) {

    /** The ETag, without quotes. The age changes with no change of the profile. */
    String tag() {
        return view.age() == null ? Long.toString(version) : version + "." + view.age();
    }
}
