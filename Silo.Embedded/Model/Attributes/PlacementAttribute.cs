namespace Orleans.Placement;

/// <summary>Base of the attributes that say where grains of a class are activated. A subset of Orleans' members.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public abstract class PlacementAttribute : Attribute
{
    private protected PlacementAttribute()
    {
    }
}
