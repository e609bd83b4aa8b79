using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>What is allowed in the section "Datasets" of what concerns HTTP.</summary>
internal static class DatasetRequestSettings
{
    public static void AddDatasetRequestSettings(this IServiceCollection services) =>
        services.AddSection<DatasetRequestOptions>(DatasetRequestOptions.Section)
            .InRange("Datasets:Upload", datasets => datasets.Upload, 1 << 10, 1L << 40)
            .InRange("Datasets:Question", datasets => datasets.Question, 1 << 10, 100 << 20);
}
