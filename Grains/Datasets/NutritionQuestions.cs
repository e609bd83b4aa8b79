using System.Collections.Immutable;

namespace OrleansJobs.Grains.Datasets;

/// <summary>
/// The nine questions of the published table "Nutrition, Physical Activity, and Obesity - Behavioral Risk Factor Surveillance
/// System" (Centers for Disease Control and Prevention, data.cdc.gov), as their texts stand there.
/// </summary>
internal static class NutritionQuestions
{
    private const string Of = "Percent of adults ";
    private const string Week150 = Of + "who achieve at least 150 minutes a week of moderate-intensity aerobic physical activity or 75 minutes a week of vigorous-intensity aerobic";

    /// <summary>Those whose answers are best when they are low.</summary>
    public static readonly ImmutableArray<string> LowIsGood =
    [
        Of + "aged 18 years and older who have an overweight classification",
        Of + "aged 18 years and older who have obesity",
        Of + "who engage in no leisure-time physical activity",
        Of + "who report consuming fruit less than one time daily",
        Of + "who report consuming vegetables less than one time daily",
    ];

    /// <summary>Those whose answers are best when they are high, as those of any other question are taken to be.</summary>
    public static readonly ImmutableArray<string> HighIsGood =
    [
        Week150 + " activity (or an equivalent combination)",
        Week150 + " physical activity and engage in muscle-strengthening activities on 2 or more days a week",
        Of + "who achieve at least 300 minutes a week of moderate-intensity aerobic physical activity or 150 minutes a week of vigorous-intensity aerobic activity (or an equivalent combination)",
        Of + "who engage in muscle-strengthening activities on 2 or more days a week",
    ];
}
