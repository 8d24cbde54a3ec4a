/** What people say of themselves, and how much of it others see. */
package app.godo.users.profile;
