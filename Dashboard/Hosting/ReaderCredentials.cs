using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace OrleansJobs.Dashboard.Hosting;

/// <summary>Shows the service the credentials of the person who reads the dashboard.</summary>
internal sealed class ReaderCredentials(HttpMessageHandler service, AuthenticationStateProvider reader) : DelegatingHandler(service)
{
    /// <summary>Lets a user carry the token that was shown.</summary>
    public static void Carry(ClaimsPrincipal user, string token) => ((ClaimsIdentity)user.Identity!).BootstrapContext = token;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var state = await reader.GetAuthenticationStateAsync();
        if ((state.User.Identity as ClaimsIdentity)?.BootstrapContext is string token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await base.SendAsync(request, cancellationToken);
    }
}
