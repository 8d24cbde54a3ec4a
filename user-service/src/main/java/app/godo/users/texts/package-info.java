/** Text messages: how they leave, and how a developer reads them. */
package app.godo.users.texts;
