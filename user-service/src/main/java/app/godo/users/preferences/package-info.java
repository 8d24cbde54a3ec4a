/** What people say they like; what is learnt of them is recommendation-service's. */
package app.godo.users.preferences;
