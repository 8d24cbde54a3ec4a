/** What a person's data may be, whoever asks for it: name, age, mailbox, neighbourhood. */
package app.godo.users.person;
