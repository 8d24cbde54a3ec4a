package app.godo.swipes.swiping;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One swipe or a batch, told apart by their fields; what is neither is judged as one swipe. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION, defaultImpl = SwipeRequest.class)
@JsonSubTypes({@JsonSubTypes.Type(SwipeRequest.class), @JsonSubTypes.Type(BatchRequest.class)})
sealed interface SwipesRequest permits SwipeRequest, BatchRequest {}
