using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace OrleansJobs.Dashboard.Hosting;

/// <summary>The person who reads the dashboard in one browser window: what they may do, and by which clock they live.</summary>
internal sealed class Reader(AuthenticationStateProvider authentication)
{
    private const string Admin = "admin";

    private ClaimsPrincipal? _user;

    /// <summary>Told when the time zone is known.</summary>
    public event Action? ZoneChanged;

    /// <summary>The zone in which times are shown; UTC until the browser has told it.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Whose name the list of changes has; null: nobody has signed in.</summary>
    public string? Name => _user?.FindFirstValue("sub");

    /// <summary>Whether they have signed in, and so can sign out.</summary>
    public bool HasSignedIn => (_user?.Identity as ClaimsIdentity)?.BootstrapContext is string;

    /// <summary>Whether they see one tenant's jobs, and nothing else.</summary>
    public bool IsConfined => _user?.HasClaim(claim => claim.Type == "tenant") == true;

    public bool MaySubmit => Has("jobs:submit");

    public bool MayOperate => Has("jobs:operate") && !IsConfined;

    public bool IsAdmin => Has(Admin) && !IsConfined;

    /// <summary>All that they may do, as one text: who has the same sees the same.</summary>
    public string Rights => $"{IsConfined} {string.Join(' ', (_user?.FindAll("scope") ?? []).Select(claim => claim.Value).Order(StringComparer.Ordinal))}";

    /// <summary>Learns who it is; comes before all else.</summary>
    public async Task Know() => _user = (await authentication.GetAuthenticationStateAsync()).User;

    /// <summary>Shows times in a zone by its name in the IANA database; one that this machine does not know changes nothing.</summary>
    public void LiveIn(string zone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) || known.Equals(Zone)) return;
        Zone = known;
        ZoneChanged?.Invoke();
    }

    private bool Has(string scope) => _user?.HasClaim(claim => claim.Type == "scope" && (claim.Value == scope || claim.Value == Admin)) == true;
}
