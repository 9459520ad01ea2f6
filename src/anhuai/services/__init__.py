"""Help at home: visits, orders, meals, adaptations, family beds, mutual help."""
