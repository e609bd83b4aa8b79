using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Where the states of grains are kept: on PostgreSQL by Orleans' own AdoNet provider, on SQLite by <see cref="SqliteGrainStorage"/>,
/// in the same rows.
/// </summary>
internal static class GrainStates
{
    public static void KeepGrainStates(this ISiloBuilder silo, IConfiguration configuration)
    {
        silo.Services.AddSingleton<IGrainStorageSerializer, JsonStateSerializer>();
        if (configuration.GetStorageProvider() == StorageProvider.Sqlite)
        {
            silo.Services.AddSingleton<IGrainStorage, SqliteGrainStorage>();
            return;
        }

        silo.AddAdoNetGrainStorageAsDefault(options => options.Configure<IOptions<StorageOptions>>((states, storage) =>
        {
            states.Invariant = PostgreSqlDriver.Invariant;
            states.ConnectionString = storage.Value.ConnectionString;
        }));
    }
}
