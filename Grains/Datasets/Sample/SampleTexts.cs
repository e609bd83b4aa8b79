using System.Collections.Immutable;

namespace OrleansJobs.Grains.Datasets.Sample;

/// <summary>The locations, categories and segments of the published table (see <see cref="NutritionQuestions"/>), which the sample has too.</summary>
internal static class SampleTexts
{
    /// <summary>The states, the District of Columbia, three territories, and the nation as a whole.</summary>
    public static readonly ImmutableArray<string> Locations =
    [
        "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware", "District of Columbia",
        "Florida", "Georgia", "Guam", "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine",
        "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri", "Montana", "National", "Nebraska", "Nevada",
        "New Hampshire", "New Jersey", "New Mexico", "New York", "North Carolina", "North Dakota", "Ohio", "Oklahoma", "Oregon",
        "Pennsylvania", "Puerto Rico", "Rhode Island", "South Carolina", "South Dakota", "Tennessee", "Texas", "Utah", "Vermont",
        "Virgin Islands", "Virginia", "Washington", "West Virginia", "Wisconsin", "Wyoming",
    ];

    /// <summary>The segments of each category.</summary>
    public static readonly ImmutableArray<(string Category, ImmutableArray<string> Segments)> Categories =
    [
        ("Age (years)", ["18 - 24", "25 - 34", "35 - 44", "45 - 54", "55 - 64", "65 or older"]),
        ("Education", ["Less than high school", "High school graduate", "Some college or technical school", "College graduate"]),
        ("Gender", ["Female", "Male"]),
        ("Income",
        [
            "Less than $15,000", "$15,000 - $24,999", "$25,000 - $34,999", "$35,000 - $49,999", "$50,000 - $74,999",
            "$75,000 or greater", "Data not reported",
        ]),
        ("Race/Ethnicity",
        [
            "2 or more races", "American Indian/Alaska Native", "Asian", "Hawaiian/Pacific Islander", "Hispanic",
            "Non-Hispanic Black", "Non-Hispanic White", "Other",
        ]),
        ("Total", ["Total"]),
    ];
}
