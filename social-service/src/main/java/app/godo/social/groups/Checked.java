package app.godo.social.groups;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Valid;

/** What is asked of each field of a group, for what did not come as a request's body. */
@ApplicationScoped
class Checked {

    GroupRequest valid(@Valid GroupRequest request) {
        return request;
    }
}
