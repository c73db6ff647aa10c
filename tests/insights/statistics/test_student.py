import numpy as np
import pytest
from scipy.special import stdtr

from services.insights.statistics.student import student_cdf

T = np.concatenate([-np.geomspace(1e-6, 1e6, 60), [0.0], np.geomspace(1e-6, 1e6, 60)])


@pytest.mark.parametrize("dof", [2, 3, 4, 5, 6, 7, 10, 24, 27, 28, 50, 99, 363])
def test_the_closed_form_agrees_with_the_incomplete_beta_function(dof):
    assert np.abs(student_cdf(T, dof) - stdtr(dof, T)).max() < 1e-14


def test_one_degree_of_freedom_is_cauchy():
    assert np.allclose(student_cdf(T, 1), 0.5 + np.arctan(T) / np.pi, atol=1e-15)


def test_each_row_has_its_own_degrees_of_freedom():
    rows = student_cdf(np.tile(T, (3, 1)), np.array([6, 9, 6]))
    assert np.array_equal(rows[0], student_cdf(T, 6))
    assert np.array_equal(rows[1], student_cdf(T, 9))
    assert np.array_equal(rows[2], rows[0])


def test_no_degrees_of_freedom_are_refused():
    with pytest.raises(ValueError, match="degree of freedom"):
        student_cdf(T, 0)
