/** user-service: who people are, how they prove it, and what they let others see of them. */
package app.godo.users;
