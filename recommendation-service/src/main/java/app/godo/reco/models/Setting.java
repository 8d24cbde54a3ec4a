package app.godo.reco.models;

import java.util.List;

/**
 * All that may be known when items are to be ranked.
 *
 * @param pasts what each person did before {@code now}
 * @param joined whose member somebody is: people × values of {@code joinedAttribute}; null when nothing is known
 * @param joinedAttribute the attribute of items that people can be members of, -1 without one
 * @param homes latitude and longitude of each person, NaN when unknown; empty when none is known
 * @param candidates the items to be ranked
 */
public record Setting(
        Items items,
        List<Past> pasts,
        Choices joined,
        int joinedAttribute,
        float[][] homes,
        int[] candidates,
        long now) {}
