using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;
using OrleansJobs.Client;
using OrleansJobs.Dashboard.Parts;

namespace OrleansJobs.Dashboard.Hosting;

/// <summary>Registers what the pages need.</summary>
internal static class DashboardServices
{
    private static readonly Uri Address = new("http://localhost/");

    public static void AddDashboard(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
        services.AddMudServices();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<InProcessServer>();
        services.AddSingleton<Shared>();
        services.AddScoped<Reader>();
        services.AddScoped(Client);
    }

    /// <summary>Asks the service as the reader. What fails is shown at once: pages ask again by themselves.</summary>
    private static OrleansJobsClient Client(IServiceProvider services)
    {
        var handler = new ReaderCredentials(services.GetRequiredService<InProcessServer>().CreateHandler(), services.GetRequiredService<AuthenticationStateProvider>());
        return new OrleansJobsClient(new HttpClient(handler), new OrleansJobsClientOptions { Address = Address, MaxRetries = 0 });
    }
}
