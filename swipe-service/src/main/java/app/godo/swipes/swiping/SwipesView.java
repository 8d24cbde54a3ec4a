package app.godo.swipes.swiping;

/** What is answered to one swipe or to a batch. */
sealed interface SwipesView permits SwipeView, BatchView {}
