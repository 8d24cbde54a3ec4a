/** People submit Events of their own. */
package app.godo.events.submitting;
