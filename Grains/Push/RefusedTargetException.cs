namespace OrleansJobs.Grains.Push;

/// <summary>A host may not be reached. Says nothing of its addresses, which are not for everybody who submits jobs.</summary>
internal sealed class RefusedTargetException(string host)
    : Exception($"The host {host} has an address that is private, local or reserved; Push:Allow can allow it.");
