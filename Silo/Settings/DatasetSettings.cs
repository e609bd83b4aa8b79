using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Datasets;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Settings;

/// <summary>What is allowed in the section "Datasets".</summary>
internal static class DatasetSettings
{
    public static IServiceCollection AddDatasetSettings(this IServiceCollection services)
    {
        services.AddSection<DatasetOptions>(DatasetOptions.Section)
            .InRange("Datasets:Record", datasets => datasets.Record, 1 << 10, 16 << 20)
            .InRange("Datasets:Size", datasets => datasets.Size, 1 << 10, 512 << 20)
            .InRange("Datasets:Count", datasets => datasets.Count, 0, 100_000)
            .InRange("Datasets:Uploads", datasets => datasets.Uploads, 0, 1_000)
            .InRange("Datasets:UploadPause", datasets => datasets.UploadPause, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1))
            .InRange("Datasets:Answers", datasets => datasets.Answers, 0, 1 << 30);
        services.AddSingleton<IValidateOptions<DatasetOptions>, PathCheck>();
        return services;
    }

    private sealed class PathCheck : IValidateOptions<DatasetOptions>
    {
        public ValidateOptionsResult Validate(string? name, DatasetOptions options) =>
            options.Path is null || File.Exists(options.Path)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"Datasets:Path: \"{options.Path}\" is not allowed; it must be a CSV file that exists.");
    }
}
