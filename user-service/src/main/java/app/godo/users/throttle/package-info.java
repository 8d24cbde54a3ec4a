/** How often somebody may guess: slower with every wrong password, and never a door that stays shut. */
package app.godo.users.throttle;
