/** The phone number by which friends may find a person: proven, sealed, and recognised by a keyed hash. */
package app.godo.users.phone;
